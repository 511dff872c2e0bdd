import { integrationDraft } from 'backstage-plugin-servicenow-ticketing-common';
import { anIntegration } from '../../../../__testUtils__/settingsSamples';
import {
  NEW_VALUES,
  nameOf,
  toDefinition,
  toValues,
  type TextPath,
} from './connectionValues';

const typed = (texts: Partial<Record<TextPath, string>>) => ({
  ...NEW_VALUES,
  texts: { ...NEW_VALUES.texts, ...texts },
});

const URL = { instance_url: ' https://acme.service-now.com ' };

describe('the values of the connection form', () => {
  it('become a definition without empty parts', () => {
    expect(
      toDefinition(
        typed({
          ...URL,
          'auth.username': ' portal ',
          'auth.password': ' with blanks ',
          tags: 'prod, , data ',
          excluded_fields: 'description,comments',
        }),
      ),
    ).toEqual({
      name: 'acme',
      title: undefined,
      description: undefined,
      tags: ['prod', 'data'],
      kind: 'cloud',
      instance_url: 'https://acme.service-now.com',
      default: false,
      table: 'incident',
      auth: {
        type: 'basic',
        username: 'portal',
        password: ' with blanks ',
      },
      tls: undefined,
      proxy: undefined,
      limits: { concurrency: 16, requests_per_minute: undefined },
      excluded_fields: ['description', 'comments'],
      mapping: undefined,
    });
  });

  it.each([
    [
      { 'auth.type': 'oauth-client-credentials' },
      { type: 'oauth-client-credentials', client_id: 'c', client_secret: 's' },
    ],
    [
      { 'auth.type': 'oauth-authorization-code', 'auth.client_secret': '' },
      {
        type: 'oauth-authorization-code',
        client_id: 'c',
        client_secret: undefined,
      },
    ],
    [
      { 'auth.type': 'oauth-password' },
      {
        type: 'oauth-password',
        client_id: 'c',
        client_secret: 's',
        username: 'u',
        password: 'p',
      },
    ],
    [{ 'auth.type': 'api-key' }, { type: 'api-key', api_key: 'k' }],
    [{ 'auth.type': 'client-certificate' }, { type: 'client-certificate' }],
  ] as const)('send only what the way to sign in needs: %j', (texts, auth) => {
    expect(
      toDefinition(
        typed({
          ...URL,
          'auth.username': 'u',
          'auth.password': 'p',
          'auth.client_id': 'c',
          'auth.client_secret': 's',
          'auth.api_key': 'k',
          ...texts,
        }),
      ).auth,
    ).toEqual(auth);
  });

  it('send user name and password as they were typed into one field', () => {
    const values = {
      ...typed({ ...URL, 'auth.credentials': 'portal:a:b' }),
      isOneField: true,
    };
    const { auth } = toDefinition(values);
    expect(auth).toEqual({ type: 'basic', credentials: 'portal:a:b' });
    expect(integrationDraft.parse(toDefinition(values)).auth).toEqual({
      type: 'basic',
      username: 'portal',
      password: 'a:b',
    });
  });

  it('read a stored definition without secrets, and write it back unchanged', () => {
    const definition = {
      title: 'Production',
      description: 'The real one',
      tags: ['prod'],
      kind: 'on-prem',
      instance_url: 'https://acme.service-now.com',
      default: true,
      table: 'problem',
      auth: { type: 'basic', username: 'portal' },
      tls: { ca: '-----BEGIN CERTIFICATE-----\nx' },
      proxy: { url: 'http://proxy:3128', username: 'p' },
      limits: { concurrency: 4, requests_per_minute: 100 },
      excluded_fields: ['comments'],
      mapping: { close: { code: 'Fixed' } },
    };
    const stored = anIntegration({ definition });
    const values = toValues(stored);
    expect(values.texts['auth.password']).toBe('');
    expect(integrationDraft.parse(toDefinition(values, stored))).toEqual(
      integrationDraft.parse(definition),
    );
  });

  it.each([
    ['https://acme.service-now.com', 'acme'],
    ['http://localhost:7780', 'localhost'],
    ['acme', ''],
    ['', ''],
  ])('name %s %s', (url, name) => {
    expect(nameOf(url)).toBe(name);
  });
});
