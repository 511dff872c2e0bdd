import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readArguments } from './readArguments';

describe('readArguments', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'simulator-cli-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (name: string, text: string) => {
    const target = path.join(directory, name);
    writeFileSync(target, text);
    return target;
  };
  const missing = path.join(directory, 'missing.pem');

  it('has defaults', () => {
    expect(readArguments([])).toEqual({
      port: 7780,
      host: undefined,
      tls: undefined,
      seedData: undefined,
    });
    expect(readArguments(['-h'])).toBeUndefined();
  });

  it('reads certificates and records from files', () => {
    const cert = file('cert.pem', 'CERT');
    const key = file('key.pem', 'KEY');
    const ca = file('ca.pem', 'CA');
    const records = file(
      'records.json',
      '{"incident": [{"short_description": "one", "urgency": 1, "active": true, "description": null}]}',
    );
    expect(
      readArguments([
        ...['--port', '0', '--host', '::1'],
        ...['--tls-cert', cert, '--tls-key', key, '--tls-client-ca', ca],
        ...['--seed-data', records],
      ]),
    ).toEqual({
      port: 0,
      host: '::1',
      tls: { cert: 'CERT', key: 'KEY', ca: 'CA', requestCert: true },
      seedData: {
        incident: [
          {
            short_description: 'one',
            urgency: '1',
            active: 'true',
            description: '',
          },
        ],
      },
    });
  });

  it.each<[string[], string]>([
    [['--port', '70000'], '--port must be a number from 0 to 65535'],
    [['--tls-cert', missing], 'HTTPS needs both --tls-cert and --tls-key'],
    [['--tls-client-ca', missing], 'HTTPS needs both'],
    [
      ['--tls-cert', missing, '--tls-key', missing],
      `--tls-cert names '${missing}', but there is no such file`,
    ],
    [['--seed-data', directory], 'but it cannot be read: EISDIR'],
    [['--seed-data', file('no.json', '{')], 'which is not JSON'],
    [['--seed-data', file('list.json', '[]')], 'must hold an object of lists'],
    [
      ['--seed-data', file('table.json', '{"incidents": []}')],
      "which has records of 'incidents': there is no such table",
    ],
    [
      ['--seed-data', file('rows.json', '{"incident": {}}')],
      "where 'incident' must be a list of records",
    ],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
