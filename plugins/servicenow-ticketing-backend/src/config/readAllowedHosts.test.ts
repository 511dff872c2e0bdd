import { ConfigReader } from '@backstage/config';
import { readAllowedHosts } from './readAllowedHosts';

const read = (allowedHosts?: string[]) =>
  readAllowedHosts(
    new ConfigReader({
      servicenowTicketing: allowedHosts ? { allowedHosts } : {},
    }),
  );

describe('readAllowedHosts', () => {
  it('takes names and addresses', () => {
    expect(read()).toEqual([]);
    expect(read(['ServiceNow.Example', '169.254.10.1', '[fe80::1]'])).toEqual([
      'servicenow.example',
      '169.254.10.1',
      'fe80::1',
    ]);
  });

  it.each([
    'https://a.example',
    'a.example:8443',
    'a.example/path',
    '*.example',
    ' ',
  ])('says that %p is not a host', value => {
    expect(() => read(['ok.example', value])).toThrow(
      /servicenowTicketing\.allowedHosts\[1\]: .* is not a host/,
    );
  });
});
