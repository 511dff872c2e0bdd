import { MAX_DESCRIPTION_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyRecord } from './anomaly';
import { cut, oneLine } from './text';
import { toUtcText } from './utcTime';

/** Longest message of one failed check; a check that lists rows must not fill the ticket. */
const MAX_CHECK_LENGTH = 300;
const MAX_CHECKS = 20;
/** Less than this of a body is not worth the room it takes. */
const MIN_BODY_LENGTH = 200;

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
 * never cut: when both do not fit, `details` come back apart, to be told in a work note. A `body` stands in for the
 * standard details; what the anomaly is recognised by and the way back are added where it lacks them. `isCut` tells
 * that it had to be shortened.
 * @internal
 */
export function ticketDescription(
  input: DetailsInput & { body?: string },
  userText: string | undefined,
): { description: string; details?: string; isCut?: boolean } {
  const text = userText?.trim() ?? '';
  if (hasMark(text, input)) {
    // The form was filled in from the details; they are there already, perhaps edited.
    return { description: withLink(text, input) };
  }
  const { body } = input;
  const detailsWithin = (room: number) =>
    body === undefined
      ? anomalyDetails(input, room)
      : completeBody(body, input, room);
  const room = MAX_DESCRIPTION_LENGTH - (text ? text.length + 1 : 0);
  const details = detailsWithin(room);
  if (details === undefined) {
    return {
      description: text,
      details: detailsWithin(MAX_DESCRIPTION_LENGTH),
    };
  }
  return {
    description: text ? `${details}\n${text}` : details,
    ...(body && !details.startsWith(body.trimEnd()) && { isCut: true }),
  };
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
function markOf({ anomaly }: DetailsInput): string {
  return `**Anomaly ID:** ${anomaly.id}`;
}

function hasMark(text: string, input: DetailsInput): boolean {
  const mark = markOf(input);
  // That of anomaly 82 must not be found in that of 824.
  return text
    .split(mark)
    .slice(1)
    .some(rest => !/^\d/.test(rest));
}

function linkOf({ productName, anomalyUrl }: DetailsInput): string {
  return `**View in ${productName}:** ${anomalyUrl}`;
}

/** A text of a person that speaks of the anomaly, with the way back where there is room for it. */
function withLink(text: string, input: DetailsInput): string {
  const complete = `${text}\n\n${linkOf(input)}\n`;
  return text.includes(input.anomalyUrl) ||
    complete.length > MAX_DESCRIPTION_LENGTH
    ? text
    : complete;
}

/** A body with mark and link, cut to what fits; `undefined` when too little would be left of it. */
function completeBody(
  body: string,
  input: DetailsInput,
  room: number,
): string | undefined {
  const text = body.trimEnd();
  const missing = [
    ...(hasMark(text, input) ? [] : [markOf(input)]),
    ...(text.includes(input.anomalyUrl) ? [] : [linkOf(input)]),
  ];
  const complete =
    missing.length > 0 ? `${text}\n\n${missing.join('\n')}\n` : `${text}\n`;
  if (complete.length <= room) {
    return complete;
  }
  const end = `\n\n${markOf(input)}\n${linkOf(input)}\n`;
  const left = room - end.length;
  return left < MIN_BODY_LENGTH ? undefined : `${cut(text, left)}${end}`;
}

function render(
  input: DetailsInput,
  checks: { listed: string[]; hidden: number },
): string {
  const { productName, anomaly, at } = input;
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
    markOf(input),
    `**Status:** ${anomaly.status}`,
    `**Type:** ${anomaly.type}`,
    `**Detected:** ${toUtcText(anomaly.firstSeenAt)}`,
    '',
    '**Failed Checks:**',
    ...checks.listed,
    ...hidden,
    '',
    linkOf(input),
    '',
  ].join('\n');
}

function checkLines(anomaly: AnomalyFacts): string[] {
  const checks =
    anomaly.failedChecks.length > 0
      ? anomaly.failedChecks
      : [{ name: anomaly.title, message: anomaly.message }];
  return checks.map(({ name, message }) => {
    return `- ${cut(oneLine(message || name), MAX_CHECK_LENGTH)}`;
  });
}
