import * as z from 'zod';
import { only } from './physical-resources.ts';
import type { Template } from './template-resources.ts';

const corsSchema = z.object({
  CorsConfiguration: z.object({
    AllowOrigins: z.array(z.string()),
    AllowMethods: z.array(z.string()),
    AllowHeaders: z.array(z.string()),
    ExposeHeaders: z.array(z.string()),
    MaxAge: z.number(),
  }),
});
export type DeployedCors = z.infer<typeof corsSchema>['CorsConfiguration'];

/** Whose pages may read the HTTP API: on AWS, API Gateway says so and ignores what a function would say. */
export function corsOf(template: Template): DeployedCors {
  const [, { Properties }] = only(template, 'AWS::ApiGatewayV2::Api');
  return corsSchema.parse(Properties).CorsConfiguration;
}
