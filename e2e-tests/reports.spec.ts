import { expect, test } from '@playwright/test';

test('shows what sources reported, hands it out and processes it again', async ({
  page,
}) => {
  await page.goto('/servicenow-ticketing');
  await page.getByRole('tab', { name: 'Reports' }).click();
  const report = page
    .getByRole('listitem', { name: /of Warehouse tests$/ })
    .last();
  await expect(report.getByText(/Taken in · \d+ new/)).toBeVisible();

  await report.getByRole('button', { name: /^Show report/ }).click();
  const saving = page.waitForEvent('download');
  await report.getByRole('button', { name: 'Download' }).click();
  expect((await saving).suggestedFilename()).toMatch(/^report-\d+\.json$/);

  await report.getByRole('button', { name: 'Process again' }).click();
  await expect(page.getByText(/^Report \d+ was processed again/)).toBeVisible();
});
