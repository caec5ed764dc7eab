import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type ITableV2,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Spending } from '../operator-settings.ts';
import type { TidemarkFunction } from './function.ts';

export interface TidemarkTableProps {
  /** Whether the table goes with its stack, for trying things out; otherwise it outlives it. */
  readonly ephemeral: boolean;
  readonly spending: Spending;
}

/** Transactions are authorised by the actions inside them; there is no action for the transaction itself. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'ConditionCheckItem';

/** The one table: observations, vintages, metrics, rules, alerts, runs. */
export class TidemarkTable extends Construct {
  readonly table: ITableV2;

  constructor(scope: Construct, id: string, props: TidemarkTableProps) {
    super(scope, id);
    const { maxReadRequestUnits, maxWriteRequestUnits } = props.spending;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      // The ceilings bound what a loop could cost: at full tilt 500 writes a second are about a dollar an hour
      // (0.625 USD a million, us-east-1, November 2026). A first load that reaches them is slowed: the SDK tries again.
      billing: Billing.onDemand({ maxReadRequestUnits, maxWriteRequestUnits }),
      // Consumers read the state again; they need to know what is new, not what was there before.
      dynamoStream: StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: !props.ephemeral,
      removalPolicy: props.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function do exactly these things, and tells it which table. */
  allow(reader: TidemarkFunction, ...actions: TableAction[]): void {
    this.table.grant(reader, ...actions.map((action) => `dynamodb:${action}`));
    reader.lambda.addEnvironment('TABLE_NAME', this.table.tableName);
  }
}
