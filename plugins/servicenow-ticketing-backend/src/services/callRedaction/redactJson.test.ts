import fc from 'fast-check';
import { FieldRules } from './FieldRules';
import { redactJson } from './redactJson';

const rules = FieldRules.ofRecords({
  excludedFields: ['u_customer'],
  notesField: 'u_closing',
});
const redact = (text: string) => redactJson(text, rules);
const redactValue = (value: unknown) =>
  JSON.parse(redact(JSON.stringify(value)));

describe('redactJson', () => {
  it('takes out secrets by their names, in any spelling and of any type', () => {
    expect(
      redactValue({
        user_password: 'a',
        'X-SN-ApiKey': 'b',
        ACCESS_TOKEN: 5,
        clientSecret: { nested: ['c', { d: '}"' }] },
        deep: [{ authorization: 'Basic YTpi' }],
        number: 'INC0010001',
      }),
    ).toEqual({
      user_password: '[redacted]',
      'X-SN-ApiKey': '[redacted]',
      ACCESS_TOKEN: '[redacted]',
      clientSecret: '[redacted]',
      deep: [{ authorization: '[redacted]' }],
      number: 'INC0010001',
    });
  });

  it('takes out excluded fields in every shape of ServiceNow', () => {
    expect(
      redactValue({
        u_customer: 'Ann',
        'u_customer.email': 'ann@example.com',
        'task.u_customer': { display_value: 'Ann', value: '1' },
        u_customer_count: '3',
      }),
    ).toEqual({
      u_customer: '[excluded]',
      'u_customer.email': '[excluded]',
      'task.u_customer': '[excluded]',
      u_customer_count: '3',
    });
  });

  it('keeps the beginning of texts that people write', () => {
    const long = 'x'.repeat(500);
    const shown = redactValue({
      work_notes: long,
      description: { display_value: long, value: long },
      u_closing: 'short',
      short_description: long,
    });
    expect(shown.work_notes).toMatch(/^x{50,100}…$/);
    expect(shown.description.value).toBe(shown.work_notes);
    expect(shown.description.display_value).toBe(shown.work_notes);
    expect(shown.u_closing).toBe('short');
    expect(shown.short_description).toBe(long);
  });

  it('reads keys that are escaped', () => {
    expect(redact(String.raw`{"pass\u0077ord":"hunter2"}`)).not.toContain(
      'hunter2',
    );
  });

  it('leaves everything else exactly as it is', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        fc.pre(
          !/pass|pwd|secret|token|autho|cred|api|key|cookie|sess|desc|comm|note|clos|cust/i.test(
            text,
          ),
        );
        expect(redact(text)).toBe(text);
      }),
    );
  });

  it('shows no secret, wherever it is and wherever the text ends', () => {
    const secret = 'hunter2';
    const key = fc.constantFrom('password', 'my_secret', 'u_customer', 'Token');
    const value = fc.oneof(
      fc.constant<unknown>(secret),
      fc.constant<unknown>([1, { x: secret }]),
      fc.constant<unknown>({ value: `"}]\\${secret}`, y: [secret] }),
    );
    const tree = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.array(tie('node'), { maxLength: 3 }),
        fc
          .tuple(fc.string(), tie('node'), key, value)
          .map(([name, child, planted, hidden]) => ({
            [`_${name}`]: child,
            [planted]: hidden,
            last: '"',
          })),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.nat(), fc.boolean(), (document, end, isPretty) => {
        const text = JSON.stringify(document, undefined, isPretty ? 2 : 0);
        expect(() => JSON.parse(redact(text))).not.toThrow();
        expect(redact(text)).not.toContain(secret);
        expect(redact(text.slice(0, end % (text.length + 1)))).not.toContain(
          'hunte',
        );
      }),
      { numRuns: 500 },
    );
  });

  it('cuts texts without breaking the JSON around them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 60, maxLength: 200 }),
        fc.string({
          unit: fc.constantFrom('\\', '"', '\u0001', 'a'),
          minLength: 60,
          maxLength: 200,
        }),
        (work_notes, comments) => {
          const shown = redactValue({ work_notes, comments });
          expect(work_notes.startsWith(shown.work_notes.slice(0, -2))).toBe(
            true,
          );
          expect(comments.startsWith(shown.comments.replace(/…$/, ''))).toBe(
            true,
          );
        },
      ),
    );
  });

  it('survives what is no JSON, or only its beginning', () => {
    for (const text of ['', '{', '{"', '["password"', '{"a":"\\', 'a "b" c']) {
      expect(redact(text)).toBe(text);
    }
    expect(redact('{"password":"hunt')).toBe('{"password":"[redacted]"');
    expect(redact('{"password":')).toBe('{"password":"[redacted]"');
  });
});
