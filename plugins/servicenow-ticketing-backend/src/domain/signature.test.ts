import { createHmac } from 'node:crypto';
import {
  isSigned,
  sign,
  SignatureCheck,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from './signature';

const secret = 'a secret of the source';
const now = new Date('2026-02-01T12:00:00Z');
const body = '{"items": []}';

function check(
  headers: Record<string, string>,
  options: { body?: string; secret?: string; header?: string; at?: Date } = {},
) {
  const signature = new SignatureCheck(
    { secret: options.secret ?? secret, header: options.header },
    { headers, now: options.at ?? now },
  );
  const bytes = Buffer.from(options.body ?? body);
  // In pieces, as it comes.
  signature.update(bytes.subarray(0, 5));
  signature.update(bytes.subarray(5));
  signature.verify();
}

describe('signatures', () => {
  const signed = sign(body, { secret, now });

  it('are an HMAC-SHA256 of timestamp and body', () => {
    expect(signed).toEqual({
      [TIMESTAMP_HEADER]: '1769947200',
      [SIGNATURE_HEADER]: `sha256=${createHmac('sha256', secret)
        .update(`1769947200.${body}`)
        .digest('hex')}`,
    });
    expect(() => check(signed)).not.toThrow();
    expect(isSigned(signed)).toBe(true);
    expect(isSigned({})).toBe(false);
  });

  it.each([
    ['of another body', signed, { body: '{"items":[]}' }, 'is wrong'],
    ['of another secret', signed, { secret: 'another' }, 'is wrong'],
    [
      'with another timestamp',
      { ...signed, [TIMESTAMP_HEADER]: '1769947201' },
      {},
      'is wrong',
    ],
    [
      'without a timestamp',
      { [SIGNATURE_HEADER]: signed[SIGNATURE_HEADER] },
      {},
      'the time of signing',
    ],
    [
      'that are none',
      { ...signed, [SIGNATURE_HEADER]: 'sha256=1234' },
      {},
      '64 hexadecimal digits',
    ],
    [
      'that are old',
      signed,
      { at: new Date(now.getTime() + 301_000) },
      "sender's clock",
    ],
    [
      'from the future',
      signed,
      { at: new Date(now.getTime() - 301_000) },
      "sender's clock",
    ],
  ])('%s are refused', (...row) => {
    const [, headers, options, message] = row;
    expect(() => check(headers as Record<string, string>, options)).toThrow(
      expect.objectContaining({
        name: 'AuthenticationError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('hold for five minutes', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(() => check(signed, { at: at(300) })).not.toThrow();
    expect(() => check(signed, { at: at(-300) })).not.toThrow();
  });

  it('may be those of a sender with a header of its own', () => {
    const digest = createHmac('sha256', secret).update(body).digest('hex');
    const header = 'x-om-signature';
    expect(() =>
      check({ [header]: `sha256=${digest}` }, { header }),
    ).not.toThrow();
    expect(() => check({ [header]: digest }, { header })).not.toThrow();
    expect(() =>
      check({ [header]: digest }, { header, body: 'other' }),
    ).toThrow('is wrong');
  });
});
