import { MAX_DESCRIPTION_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';
import { oneLine } from './text';
import { toUtcText } from './utcTime';

/** Longest message of one failed check; a check that lists rows must not fill the ticket. */
const MAX_CHECK_LENGTH = 300;
const MAX_CHECKS = 20;

/**
 * What a ticket says about an anomaly. Samples of the data are not part of it, so that they cannot reach
 * ServiceNow.
 * @internal
 */
export type AnomalyFacts = Pick<
  AnomalyRecord,
  | 'id'
  | 'title'
  | 'message'
  | 'type'
  | 'status'
  | 'failedChecks'
  | 'firstSeenAt'
>;

/** What the details of an anomaly are written from. @internal */
export interface DetailsInput {
  productName: string;
  anomaly: AnomalyFacts;
  anomalyUrl: string;
  at: Date;
}

/**
 * The details of an anomaly as ServiceNow shows them: heading, facts, failed checks and the way back.
 * Failed checks that do not fit into `maxLength` characters are counted instead of listed; `undefined`
 * when not even the facts fit.
 * @internal
 */
export function anomalyDetails(
  input: DetailsInput,
  maxLength: number = MAX_DESCRIPTION_LENGTH,
): string | undefined {
  const checks = checkLines(input.anomaly);
  for (
    let listed = Math.min(checks.length, MAX_CHECKS);
    listed >= 0;
    listed--
  ) {
    const text = render(input, {
      listed: checks.slice(0, listed),
      hidden: checks.length - listed,
    });
    if (text.length <= maxLength) {
      return text;
    }
  }
  return undefined;
}

/**
 * Puts the details of an anomaly and the text of a person into one description. What the person wrote is
 * never cut: when both do not fit, `details` come back apart, to be told in a work note.
 * @internal
 */
export function ticketDescription(
  input: DetailsInput,
  userText: string | undefined,
): { description: string; details?: string } {
  const text = userText?.trim() ?? '';
  if (text.includes(detailsMark(input))) {
    // The form was filled in from the details; they are there already, perhaps edited.
    return { description: text };
  }
  const room = MAX_DESCRIPTION_LENGTH - (text ? text.length + 1 : 0);
  const details = anomalyDetails(input, room);
  if (details === undefined) {
    return { description: text, details: anomalyDetails(input) };
  }
  return { description: text ? `${details}\n${text}` : details };
}

/**
 * Appends the first of several renderings of details that fits to what a ticket says already, unless one is there;
 * `undefined` when none fits.
 * @internal
 */
export function appendDetails(
  existing: string,
  details: readonly string[],
): string | undefined {
  const before = existing.trimEnd();
  if (details.some(text => before.includes(text.trimEnd()))) {
    return existing;
  }
  return details
    .map(text => (before ? `${before}\n\n${text}` : text))
    .find(text => text.length <= MAX_DESCRIPTION_LENGTH);
}

/** What only the details of this anomaly contain. */
function detailsMark({ anomaly }: DetailsInput): string {
  return `**Anomaly ID:** ${anomaly.id}\n`;
}

function render(
  input: DetailsInput,
  checks: { listed: string[]; hidden: number },
): string {
  const { productName, anomaly, anomalyUrl, at } = input;
  const hidden =
    checks.hidden > 0
      ? [
          `- ${checks.hidden} ${
            checks.listed.length > 0 ? 'more ' : ''
          }failed ${
            checks.hidden === 1 ? 'check' : 'checks'
          }, see the link below`,
        ]
      : [];
  return [
    `## ${productName} Anomaly Linked [${toUtcText(at)}]`,
    '',
    detailsMark(input).trimEnd(),
    `**Status:** ${anomaly.status}`,
    `**Type:** ${anomaly.type}`,
    `**Detected:** ${toUtcText(anomaly.firstSeenAt)}`,
    '',
    '**Failed Checks:**',
    ...checks.listed,
    ...hidden,
    '',
    `**View in ${productName}:** ${anomalyUrl}`,
    '',
  ].join('\n');
}

function checkLines(anomaly: AnomalyFacts): string[] {
  const checks =
    anomaly.failedChecks.length > 0
      ? anomaly.failedChecks
      : [{ name: anomaly.title, message: anomaly.message }];
  return checks.map(({ name, message }) => {
    const line = oneLine(message || name);
    return `- ${
      line.length > MAX_CHECK_LENGTH
        ? `${line.slice(0, MAX_CHECK_LENGTH - 3)}...`
        : line
    }`;
  });
}
