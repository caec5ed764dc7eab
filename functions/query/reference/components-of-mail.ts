import {
  acceptedForm,
  confirmedForm,
  unsubscribedForm,
} from '../../../shared/domain/subscription-bodies.ts';
import { type Component, described } from './component.ts';

/** What somebody sends who wants to be told by mail, or no longer. */
export const MAIL_MEMBERS = {
  email: 'Where to.',
  pairs: 'Of which pairs, ten at the most; of all of them if left out.',
  severity: 'The least grave that is told.',
  token: 'The link of the confirmation mail, or the token in it.',
  link: 'The unsubscribe link at the end of a mail, or the subscription ARN in it.',
};

export const COMPONENTS_OF_MAIL: Readonly<Record<string, Component>> = {
  Accepted: described(acceptedForm, 'The same whatever became of it.', {
    accepted: 'Always true.',
    detail: 'What happens next.',
  }),
  Confirmed: described(confirmedForm, 'The subscription is confirmed.', { confirmed: 'True.' }),
  Unsubscribed: described(unsubscribedForm, 'The subscription has ended.', {
    unsubscribed: 'True.',
  }),
};
