import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface BudgetProps {
  readonly monthlyUsd: number;
  readonly email: string;
}

/**
 * Mails when the account is about to spend, or has spent, more than the operator means to. Of the whole account: the costs of
 * one stack are told apart only by a tag that the account's owner has activated for billing. AWS gives the first two budgets
 * of an account for nothing (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/).
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { monthlyUsd, email }: BudgetProps) {
    super(scope, id);
    // To the address itself and not through a topic: Budgets does not ask for a confirmation, and mails from any region.
    const subscribers = [{ subscriptionType: 'EMAIL', address: email }];
    const above = (notificationType: 'FORECASTED' | 'ACTUAL', threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
      },
      subscribers,
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [above('FORECASTED', 80), above('ACTUAL', 100)],
    });
  }
}
