import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/**
 * Every text of the plugin, for overriding and translating; in English and German.
 *
 * @public
 */
export const servicenowTicketingTranslationRef = createTranslationRef({
  id: 'plugin.servicenow-ticketing',
  messages,
  translations: { de: () => import('./translations/de') },
});
