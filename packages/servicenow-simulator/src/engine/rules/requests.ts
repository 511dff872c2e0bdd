import { BeforeRule, RuleContext } from './types';

/** A request that is submitted, and that nobody has to approve, is in process at once. */
function startSubmitted({ current, changes }: RuleContext) {
  if (changes('request_state') && current.request_state === 'submitted') {
    current.request_state = 'in_process';
  }
}

/** Requests of the service catalog. @internal */
export const requestRules: BeforeRule[] = [
  { name: 'Start submitted request', table: 'sc_request', run: startSubmitted },
];
