import { RULE_BODY } from '../../../shared/domain/rule-body.ts';
import {
  acceptedForm,
  CONFIRMATION,
  confirmedForm,
  FAREWELL,
  unsubscribedForm,
  WISH,
} from '../../../shared/domain/subscription-bodies.ts';
import { writtenRuleForm } from '../../../shared/domain/written-rule.ts';
import { FOREIGN_ROUTES } from '../foreign-routes.ts';

/** The contracts of the other functions, of the schemas by which those read and answer. */
export const FOREIGN_CONTRACTS = {
  putRule: {
    ...FOREIGN_ROUTES.putRule,
    isSigned: true,
    body: RULE_BODY,
    answer: writtenRuleForm,
  },
  deleteRule: { ...FOREIGN_ROUTES.deleteRule, isSigned: true },
  subscribe: { ...FOREIGN_ROUTES.subscribe, body: WISH, answer: acceptedForm },
  confirm: { ...FOREIGN_ROUTES.confirm, body: CONFIRMATION, answer: confirmedForm },
  unsubscribe: { ...FOREIGN_ROUTES.unsubscribe, body: FAREWELL, answer: unsubscribedForm },
} as const;
