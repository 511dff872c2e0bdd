import { integrationDraft } from './integrationDefinition';

describe('integrationDefinition', () => {
  const parse = (url: string) =>
    integrationDraft.safeParse({
      instance_url: 'https://acme.service-now.com',
      auth: { type: 'api-key' },
      proxy: { url },
    });

  it('takes a proxy', () => {
    expect(parse('http://proxy.example:3128').error).toBeUndefined();
  });

  it.each([
    ['proxy', /URL/],
    ['', /URL/],
    ['http://user:secret@proxy.example', /must not contain credentials/],
  ])('refuses the proxy "%s" without failing', (url, message) => {
    const { error } = parse(url);
    expect(error?.issues).toEqual([
      expect.objectContaining({
        path: ['proxy', 'url'],
        message: expect.stringMatching(message),
      }),
    ]);
    expect(error?.message).not.toContain('secret@');
  });
});
