/** A JSON Schema, as far as the page says what it lets through. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly description: string;
    readonly schema: Schema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': { readonly schema: Schema; readonly example: unknown };
    };
  };
  readonly responses: Readonly<Record<string, Response>>;
}

/** An answer; those that refuse are told of for all paths together, and are references here. */
interface Response {
  readonly description?: string;
  readonly content?: Readonly<
    Record<string, { readonly schema: Schema; readonly examples?: { readonly part: Example } }>
  >;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** As much of the document as the page shows. */
export interface ShownDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
