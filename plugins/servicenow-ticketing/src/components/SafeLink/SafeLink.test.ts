import { webAddress } from './SafeLink';

describe('webAddress', () => {
  it.each(['https://acme.service-now.com/x?y=1', 'http://localhost:7780/'])(
    'takes %s',
    url => {
      expect(webAddress(url)).toBe(url);
    },
  );

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '/relative',
    'not a url',
    '',
    null,
  ])('refuses %j', url => {
    expect(webAddress(url)).toBeUndefined();
  });
});
