import { integrationDraft } from './integrationDefinition';

describe('integrationDefinition', () => {
  it.each([
    ['http://proxy.example:3128', undefined],
    ['proxy', /URL/],
    ['', /URL/],
    ['http://user:secret@proxy.example', /must not contain credentials/],
  ])('takes or refuses the proxy "%s" without failing', (url, message) => {
    const { error } = integrationDraft.safeParse({
      instance_url: 'https://acme.service-now.com',
      auth: { type: 'api-key' },
      proxy: { url },
    });
    if (message === undefined) {
      expect(error).toBeUndefined();
    } else {
      expect(error?.issues).toEqual([
        expect.objectContaining({
          path: ['proxy', 'url'],
          message: expect.stringMatching(message),
        }),
      ]);
      expect(error?.message).not.toContain('secret@');
    }
  });
});
