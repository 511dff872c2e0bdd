import { expect, test } from '@playwright/test';
import { addFault, clearFaults, findRecords } from './support/simulator';

const PAYMENTS = '/catalog/default/resource/payments/data-quality';
const TEST = 'accepted_values_payments_method';

test.afterEach(clearFaults);

test('a ticket waits for ServiceNow, says so, and is created once it answers', async ({
  page,
}) => {
  await addFault({ kind: 'unavailable', path: '/api/now' });
  await page.goto(PAYMENTS);
  await page.getByRole('link', { name: new RegExp(`^${TEST}`) }).click();
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'New ticket' }).click();
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  await form.getByLabel('Short description').fill('Payments by unknown means');
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(page.getByText(/ServiceNow has not answered yet/)).toBeVisible();
  await expect(anomaly.getByText(/update.* waiting/)).toBeVisible();

  await clearFaults();
  await expect(anomaly.getByText(/^INC\d{7}/)).toBeVisible({ timeout: 40_000 });
  expect(
    await findRecords(
      'incident',
      'short_description=Payments by unknown means',
    ),
  ).toHaveLength(1);
});

test('what ServiceNow refuses stays in the dialog, with what to do', async ({
  page,
}) => {
  await page.goto(PAYMENTS);
  await page.getByRole('link', { name: /^assert_payments_match/ }).click();
  const anomaly = page.getByRole('dialog', { name: 'Anomaly', exact: true });
  await anomaly.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'New ticket' }).click();
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  await form.getByLabel('Short description').fill('Payments do not match');
  await addFault({ kind: 'forbidden_acl', method: 'POST', path: '/api/now' });
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(form.getByText(/itil/)).toBeVisible();
  await expect(form.getByLabel('Short description')).toHaveValue(
    'Payments do not match',
  );

  await clearFaults();
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(anomaly.getByText(/^INC\d{7}/)).toBeVisible();
});
