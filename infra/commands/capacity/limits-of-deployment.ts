import type { Carried } from './deployment-bytes.ts';
import type { Facts } from './facts.ts';
import type { Limit } from './limits.ts';
import { type Scale, seriesCount } from './scale.ts';

const MB = 1024 * 1024;

export function limitsOfDeployment({ deployment }: Facts): Limit[] {
  const bytes =
    (carried: Carried) =>
    (scale: Scale): number =>
      carried(seriesCount(scale), scale.pairs);
  const remedy =
    "Take the settings from a file of the deployment's bucket, and store them in an item for each reporter.";
  return [
    {
      name: 'The settings as one item of the table',
      unit: 'bytes',
      most: 400 * 1024,
      source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Limits.html',
      load: bytes(deployment.item),
      remedy,
    },
    {
      name: 'The settings in the event of their custom resource',
      unit: 'bytes of an asynchronous event',
      most: MB,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html',
      load: bytes(deployment.event),
      remedy,
    },
    {
      name: 'The template',
      unit: 'bytes',
      most: MB,
      source:
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
      load: bytes(deployment.template),
      remedy,
    },
  ];
}
