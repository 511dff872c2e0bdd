import { ConfigReader } from '@backstage/config';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { DecryptionError, SecretBox } from './SecretBox';

const newKey = () => randomBytes(32).toString('base64');
const boxOf = (...keys: unknown[]) =>
  SecretBox.fromConfig(
    new ConfigReader({
      servicenowTicketing: { encryption: { keys: keys as string[] } },
    }),
  )!;

const text = fc.string({ unit: 'grapheme', maxLength: 500 });

describe('SecretBox', () => {
  const box = boxOf(newKey());

  it('gives back what was put in, and never the same ciphertext twice', () => {
    fc.assert(
      fc.property(text, secret => {
        const sealed = box.encrypt(secret);
        expect(box.decrypt(sealed)).toBe(secret);
        expect(box.encrypt(secret)).not.toBe(sealed);
        expect(box.isStale(sealed)).toBe(false);
      }),
    );
  });

  it('does not let the secret show', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), secret => {
        const sealed = box.encrypt(secret);
        expect(sealed).not.toContain(secret);
        expect(
          Buffer.from(sealed.split('.')[2], 'base64url').includes(secret),
        ).toBe(false);
      }),
    );
  });

  it('notices every change of a single character', () => {
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_+/=. \n'.split(''));
    fc.assert(
      fc.property(text, fc.nat(), character, (secret, at, replacement) => {
        const sealed = box.encrypt(secret);
        const index = at % sealed.length;
        fc.pre(sealed[index] !== replacement);
        const changed =
          sealed.slice(0, index) + replacement + sealed.slice(index + 1);
        expect(() => box.decrypt(changed)).toThrow(DecryptionError);
      }),
      { numRuns: 500 },
    );
  });

  it('notices a text that was cut or is none', () => {
    fc.assert(
      fc.property(text, fc.nat(), (secret, at) => {
        const sealed = box.encrypt(secret);
        expect(() => box.decrypt(sealed.slice(0, at % sealed.length))).toThrow(
          DecryptionError,
        );
      }),
    );
    fc.assert(
      fc.property(fc.string(), anything => {
        expect(() => box.decrypt(anything)).toThrow(DecryptionError);
      }),
    );
  });

  it('reads with every listed key, and writes with the first', () => {
    const [oldest, older, newest] = [newKey(), newKey(), newKey()];
    const sealed = [boxOf(oldest), boxOf(older)].map(each => each.encrypt('s'));
    const rotated = boxOf(newest, older, oldest);
    for (const each of sealed) {
      expect(rotated.decrypt(each)).toBe('s');
      expect(rotated.isStale(each)).toBe(true);
    }
    const renewed = rotated.encrypt('s');
    expect(rotated.isStale(renewed)).toBe(false);
    expect(boxOf(newest).decrypt(renewed)).toBe('s');
  });

  it('says which key to restore when it is gone, and not what it was', () => {
    const lost = newKey();
    const sealed = boxOf(lost).encrypt('hunter2');
    const [, keyId] = sealed.split('.');
    const decrypt = () => box.decrypt(sealed);
    expect(decrypt).toThrow(DecryptionError);
    expect(decrypt).toThrow(
      new RegExp(
        `the key ${keyId}, which is not in servicenowTicketing.encryption.keys any more. Put that key back`,
      ),
    );
    expect(decrypt).not.toThrow(new RegExp(`hunter2|${lost.slice(0, 10)}`));
  });

  it('takes both alphabets of base64', () => {
    const bytes = Buffer.alloc(32, 0xff);
    const sealed = boxOf(bytes.toString('base64')).encrypt('s');
    expect(boxOf(bytes.toString('base64url')).decrypt(sealed)).toBe('s');
  });

  it.each<[string, unknown]>([
    ['a passphrase', 'correct horse battery staple correct horse'],
    ['16 bytes', randomBytes(16).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['an empty text', ''],
    ['a number', 42],
  ])('refuses %s as a key, without repeating it', (_, value) => {
    // The whole message: nothing of the value is in it.
    expect(() => boxOf(newKey(), value)).toThrow(
      /^servicenowTicketing\.encryption\.keys\[1\]: must be 32 random bytes in base64\. Make one with: openssl rand -base64 32$/,
    );
  });

  it('does without keys, and wants a list of them', () => {
    expect(SecretBox.fromConfig(new ConfigReader({}))).toBeUndefined();
    expect(boxOf()).toBeUndefined();
    expect(() =>
      SecretBox.fromConfig(
        new ConfigReader({
          servicenowTicketing: { encryption: { keys: newKey() } },
        }),
      ),
    ).toThrow(/encryption\.keys: must be a list/);
  });
});
