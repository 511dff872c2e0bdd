import type { IntegrationSettings } from '../../domain/integrationSettings';

/** What is shorter is found in ordinary words, and would make every text unreadable. */
const MIN_LENGTH = 4;

/**
 * The secrets of an integration in every form in which an answer could quote them: as they are, as they stand in
 * JSON, HTML and URLs, and as basic authentication sends them. Longest first, so that none is a rest of another.
 * The private key of a certificate is never sent.
 * @internal
 */
export function secretTextsOf(
  settings: Pick<IntegrationSettings, 'auth' | 'proxy' | 'tls'>,
): string[] {
  const { auth, proxy, tls } = settings;
  const texts: (string | undefined)[] = [tls?.passphrase, proxy?.password];
  switch (auth.type) {
    case 'basic':
      texts.push(auth.password);
      break;
    case 'oauth-client-credentials':
    case 'oauth-authorization-code':
      texts.push(auth.client_secret);
      break;
    case 'oauth-password':
      texts.push(auth.client_secret, auth.password);
      break;
    case 'api-key':
      texts.push(auth.api_key);
      break;
    case 'client-certificate':
      break;
  }
  const pairs = [
    auth.type === 'basic' && `${auth.username}:${auth.password}`,
    proxy?.password && `${proxy.username ?? ''}:${proxy.password}`,
  ]
    .filter(pair => typeof pair === 'string')
    .map(pair => Buffer.from(pair).toString('base64'));
  const forms = texts
    .filter(text => text !== undefined)
    .flatMap(text => [
      text,
      JSON.stringify(text).slice(1, -1),
      inUrl(text),
      new URLSearchParams({ s: text }).toString().slice(2),
      escapeHtml(text),
      Buffer.from(text).toString('base64'),
    ]);
  return [...new Set([...forms, ...pairs])]
    .filter(text => text.length >= MIN_LENGTH)
    .sort((one, other) => other.length - one.length);
}

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a character cannot stand in a URL, and so cannot be quoted from one.
    return text;
  }
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
