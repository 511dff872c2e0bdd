import { expect, Page, test } from '@playwright/test';
import { documentScreen } from './support/screenshot';
import { changeRecord, findRecords } from './support/simulator';

/*
 * What an admin of ServiceNow does: look whether the connections are well, connect another instance, map its fields,
 * see what was asked of it, and disconnect it.
 */

const SIMULATOR_URL = process.env.SIMULATOR_URL ?? 'http://127.0.0.1:7780';
const PORTAL_URL = process.env.PORTAL_URL ?? 'http://localhost:7007';

/** The newest of that title: the portal may have been tried before. */
const card = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ hasText: title });

async function openSettings(page: Page) {
  await page.goto('/servicenow-ticketing/settings');
  await expect(card(page, 'Demo ServiceNow')).toBeVisible();
}

async function fillIn(page: Page, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) {
    await page
      .getByRole('dialog')
      // Labels of fields that must be filled in end with a star.
      .getByLabel(new RegExp(`^${label}\\s*\\*?$`))
      .fill(value);
  }
}

test.describe.configure({ mode: 'serial' });

test('checks a connection and says what it means', async ({ page }) => {
  await openSettings(page);
  await expect(card(page, 'Demo ServiceNow')).toContainText('From app-config');
  await page.getByRole('button', { name: 'Test Demo ServiceNow' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Signed in')).toBeVisible();
  await expect(dialog.getByText(/is connected to/)).toBeVisible();
  await documentScreen(page, 'settings-preflight');
});

test('refuses what cannot work, at its field', async ({ page }) => {
  await openSettings(page);
  await page.getByRole('button', { name: 'Add integration' }).click();
  await fillIn(page, {
    'Instance URL': 'http://snow.example.com',
    'User name': 'portal_integration',
    Password: 'wrong',
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/must begin with https/)).toBeVisible();
  await fillIn(page, { 'Instance URL': SIMULATOR_URL });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByText(/refuses the credentials of the service account/).first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save anyway' })).toBeVisible();
});

test('connects an instance, maps its fields, shows its calls, disconnects it', async ({
  page,
}) => {
  // A whole morning of an admin.
  test.slow();
  await openSettings(page);
  await page.getByRole('button', { name: 'Add integration' }).click();
  await fillIn(page, {
    Name: `second-${Date.now()}`,
    Title: 'Second ServiceNow',
    'Instance URL': SIMULATOR_URL,
    'User name': 'portal_integration',
    Password: 'portal_integration',
  });
  await documentScreen(page, 'settings-add');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await openSettings(page);
  await expect(card(page, 'Second ServiceNow')).toContainText(
    'ServiceNow is connected',
  );
  await documentScreen(page, 'settings-integrations');

  await page
    .getByRole('link', { name: 'Edit Second ServiceNow' })
    .or(page.getByRole('button', { name: 'Edit Second ServiceNow' }))
    .click();
  await page.getByRole('tab', { name: 'Fields and mapping' }).click();
  const title = page.getByRole('textbox', { name: 'Short description' });
  await title.fill('[{{anomaly.severity}}] {{anomaly.title}}');
  await expect(
    page.getByText(/^\[(critical|high|medium|low)\] \w/),
  ).toBeVisible();
  await documentScreen(page, 'settings-mapping');
  await page.getByRole('button', { name: 'Save mapping' }).click();
  await expect(page.getByText(/was saved/)).toBeVisible();
  await page.reload();
  await expect(title).toHaveValue('[{{anomaly.severity}}] {{anomaly.title}}');

  await page.getByRole('tab', { name: 'API calls' }).click();
  await expect(
    page.getByText('/api/now/table/sys_choice').first(),
  ).toBeVisible();
  await documentScreen(page, 'settings-calls');
  await expect(page.locator('body')).not.toContainText('Basic ');

  await openSettings(page);
  await page
    .getByRole('button', { name: 'More actions for Second ServiceNow' })
    .click();
  await page.getByRole('menuitem', { name: 'Disconnect' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Disconnect' })
    .click();
  await expect(card(page, 'Second ServiceNow')).toHaveCount(0);
});

test('signs in to ServiceNow once in a window of its own', async ({ page }) => {
  const [entity] = await findRecords(
    'oauth_entity',
    'client_id=simulator-client',
  );
  await changeRecord('oauth_entity', entity.sys_id, {
    redirect_url: `${PORTAL_URL}/api/servicenow-ticketing/oauth/callback`,
  });
  await openSettings(page);
  await page.getByRole('button', { name: 'Add integration' }).click();
  await fillIn(page, {
    Name: `authorized-${Date.now()}`,
    Title: 'Authorized ServiceNow',
    'Instance URL': SIMULATOR_URL,
  });
  await page.getByLabel('Authentication').click();
  await page
    .getByRole('option', { name: 'OAuth 2.0, authorization code' })
    .click();
  await fillIn(page, {
    'Client ID': 'simulator-client',
    'Client secret': 'simulator-secret',
  });
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Authorize' }).click(),
  ]);
  await popup.getByLabel(/user/i).fill('portal_integration');
  await popup.getByLabel(/password/i).fill('portal_integration');
  await popup.getByRole('button', { name: /allow/i }).click();
  await expect(popup.getByText(/You can close this window/)).toBeVisible();
  await popup.close();
  await expect(page.getByText(/ServiceNow allowed access/)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await openSettings(page);
  await expect(card(page, 'Authorized ServiceNow')).toContainText(
    'ServiceNow is connected',
  );
});
