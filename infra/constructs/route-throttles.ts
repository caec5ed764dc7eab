import { CfnResource } from 'aws-cdk-lib';
import { CfnStage, type HttpRoute, type HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';

/** Requests a second, and at once. */
interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/**
 * Throttles single routes, by their keys, below what the stage lets through. The construct of the stage knows one throttle for all
 * of them; API Gateway refuses settings of a route that does not exist yet.
 */
export function throttleRoutes(
  stage: HttpStage,
  routes: readonly HttpRoute[],
  throttles: Readonly<Record<string, Throttle>>,
): void {
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('the stage has no resource to throttle');
  const settings = Object.entries(throttles).map(([routeKey, { rate, burst }]) => [
    routeKey,
    { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
  ]);
  resource.addPropertyOverride('RouteSettings', Object.fromEntries(settings));
  for (const route of routes) {
    const { defaultChild } = route.node;
    if (defaultChild instanceof CfnResource) resource.addResourceDependency(defaultChild);
  }
}
