import { MAX_DESCRIPTION_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import fc from 'fast-check';
import {
  anomalyDetails,
  appendDetails,
  ticketDescription,
} from './ticketDescription';

const input = {
  productName: 'Backstage',
  anomalyUrl: 'http://portal/servicenow-ticketing/anomalies/824',
  at: new Date('2026-01-23T19:51:23Z'),
  anomaly: {
    id: 824,
    title: 'accepted_range_max_value',
    message: '3 rows',
    type: 'record',
    status: 'Acknowledged' as const,
    failedChecks: [
      { name: 'a', message: "The field 'max_value' is out of range" },
      { name: 'b', message: '' },
    ],
    firstSeenAt: new Date('2026-01-22T13:22:40.780Z'),
  },
};
const withChecks = (count: number, message: string) => ({
  ...input,
  anomaly: {
    ...input.anomaly,
    failedChecks: Array.from({ length: count }, (_, i) => ({
      name: `check ${i}`,
      message: `${i}: ${message}`,
    })),
  },
});

describe('anomalyDetails', () => {
  it('says what people rely on', () => {
    expect(anomalyDetails(input))
      .toBe(`## Backstage Anomaly Linked [2026-01-23 19:51:23 UTC]

**Anomaly ID:** 824
**Status:** Acknowledged
**Type:** record
**Detected:** 2026-01-22 13:22:40 UTC

**Failed Checks:**
- The field 'max_value' is out of range
- b

**View in Backstage:** http://portal/servicenow-ticketing/anomalies/824
`);
  });

  it('lists as many checks as fit, and counts the rest', () => {
    const text = anomalyDetails(withChecks(30, 'x'.repeat(500)))!;
    expect(text.length).toBeLessThanOrEqual(MAX_DESCRIPTION_LENGTH);
    expect(text).toMatch(/\n- \d+ more failed checks, see the link below\n/);
    expect(text).toContain('**View in Backstage:**');
    expect(anomalyDetails(withChecks(1, 'x'.repeat(200)), 400)).toContain(
      '- 1 failed check, see the link below',
    );
    expect(anomalyDetails(input, 100)).toBeUndefined();
  });

  it('keeps each check on one line', () => {
    expect(anomalyDetails(withChecks(1, 'two\r\n\n- lines'))).toContain(
      '\n- 0: two - lines\n',
    );
  });
});

describe('ticketDescription', () => {
  it('puts the text of the person behind the details', () => {
    expect(ticketDescription(input, ' See the loader. ')).toEqual({
      description: `${anomalyDetails(input)}\nSee the loader.`,
    });
    expect(ticketDescription(input, undefined)).toEqual({
      description: anomalyDetails(input),
    });
  });

  it('does not repeat details that the person was given to edit', () => {
    const edited = `${anomalyDetails(input)}And more.`;
    expect(ticketDescription(input, edited)).toEqual({ description: edited });
  });

  it('never cuts the text of the person, and tells the details apart when they do not fit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: MAX_DESCRIPTION_LENGTH }), text => {
        const { description, details } = ticketDescription(input, text);
        expect(description.endsWith(text.trim())).toBe(true);
        expect(description.length).toBeLessThanOrEqual(MAX_DESCRIPTION_LENGTH);
        expect(`${description}${details ?? ''}`).toContain(
          '**Anomaly ID:** 824',
        );
      }),
    );
    const full = 'y'.repeat(MAX_DESCRIPTION_LENGTH);
    expect(ticketDescription(input, full)).toEqual({
      description: full,
      details: anomalyDetails(input),
    });
  });
});

describe('appendDetails', () => {
  it('takes the longest rendering that fits', () => {
    expect(appendDetails('before\n', ['long text', 'short'])).toBe(
      'before\n\nlong text',
    );
    expect(appendDetails('', ['text'])).toBe('text');
    const nearlyFull = 'z'.repeat(MAX_DESCRIPTION_LENGTH - 8);
    expect(appendDetails(nearlyFull, ['long text', 'short'])).toBe(
      `${nearlyFull}\n\nshort`,
    );
    expect(appendDetails(nearlyFull, ['long text'])).toBeUndefined();
  });

  it('changes nothing when they are there', () => {
    expect(appendDetails('before\n\ntext', ['text'])).toBe('before\n\ntext');
  });
});
