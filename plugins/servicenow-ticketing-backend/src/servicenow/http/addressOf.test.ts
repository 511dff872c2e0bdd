import { urlToHttpOptions } from 'node:url';
import { addressOf } from './addressOf';

describe('addressOf', () => {
  it.each([
    'https://example.service-now.com/api/now/table/incident?sysparm_limit=1&sysparm_query=a%3Db%5Ec',
    'http://127.0.0.1:7780/api/now/table/incident/0123456789abcdef0123456789abcdef',
    'http://127.0.0.1:7780/a/../b?c=/./d',
    'http://[::1]:8080/x',
    'https://host.example/ä b#there',
    'https://user:secret@host.example/x',
    'https://HOST.example:443/x?y',
    'http://host.example',
  ])('takes %s apart as Node.js does, the first time and again', url => {
    const expected = urlToHttpOptions(new URL(url));
    for (const _ of [1, 2]) {
      const address = addressOf(url);
      for (const name of ['protocol', 'hostname', 'path', 'auth'] as const) {
        expect(address[name]).toEqual(expected[name]);
      }
      expect(address.port || undefined).toEqual(expected.port || undefined);
    }
  });
});
