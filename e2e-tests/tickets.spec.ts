import { expect, test, type Page } from '@playwright/test';
import { findRecords } from './support/simulator';

const ANOMALIES = '/servicenow-ticketing';
const CHECK = 'assert_orders_have_positive_amounts';
const TITLE = 'Orders with negative amounts';

/** What the tests of this file share: the ticket that the first one makes. */
let number: string;

const ticketDrawer = (page: Page) =>
  page.getByRole('dialog', { name: 'Ticket', exact: true });

async function openTicket(page: Page) {
  await page.goto(`${ANOMALIES}/tickets`);
  await page.getByRole('button', { name: `Open ${number}: ${TITLE}` }).click();
  const ticket = ticketDrawer(page);
  await expect(ticket.getByRole('heading', { name: TITLE })).toBeVisible();
  return ticket;
}

async function incident() {
  const [record] = await findRecords('incident', `number=${number}`);
  return record;
}

test.describe.configure({ mode: 'serial' });

test('finds groups and their members while somebody types', async ({
  page,
}) => {
  await page.goto(`${ANOMALIES}?query=${CHECK}`);
  await page.getByRole('button', { name: `Add ticket for ${CHECK}` }).click();
  const form = page.getByRole('dialog', { name: 'New ServiceNow ticket' });
  await form.getByLabel('Short description').fill(TITLE);
  await form.getByLabel('Assignment group').fill('data pl');
  await page.getByRole('option', { name: /Data Platform/ }).click();
  await form.getByLabel('Assigned to').click();
  await expect(page.getByText('Members of the assignment group')).toBeVisible();
  await page.getByRole('option', { name: /Ina Duarte/ }).click();
  await form.getByRole('button', { name: 'Create ticket' }).click();
  await expect(form).toBeHidden();

  const [made] = await findRecords('incident', `short_description=${TITLE}`);
  number = made.number;
  const [group] = await findRecords('sys_user_group', 'name=Data Platform');
  expect(made.assignment_group).toMatchObject({ value: group.sys_id });
  const [assignee] = await findRecords('sys_user', 'name=Ina Duarte');
  expect(made.assigned_to).toMatchObject({ value: assignee.sys_id });
});

test('acts on the ticket, and says before what will happen', async ({
  page,
}) => {
  const ticket = await openTicket(page);
  await ticket.getByRole('button', { name: 'Acknowledge' }).click();
  const acknowledging = ticket.getByRole('form', { name: 'Acknowledge' });
  await expect(acknowledging.getByRole('status')).toHaveText(
    `Sets ${number} to “In Progress” in ServiceNow, with a work note in your name.`,
  );
  await acknowledging.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(acknowledging).toBeHidden();
  expect((await incident()).state).toBe('2');

  await ticket.getByRole('button', { name: 'Change priority' }).click();
  const priority = ticket.getByRole('form', { name: 'Change priority' });
  await priority.getByRole('button', { name: /^Impact/ }).click();
  await page.getByRole('option', { name: '1 - High' }).click();
  await priority.getByRole('button', { name: /^Urgency/ }).click();
  await page.getByRole('option', { name: '1 - High' }).click();
  await expect(priority.getByRole('status')).toContainText(
    'The priority becomes 1 - Critical',
  );
  await priority.getByRole('button', { name: 'Change priority' }).click();
  await expect(priority).toBeHidden();
  expect((await incident()).priority).toBe('1');

  await ticket.getByRole('button', { name: 'Add work note' }).click();
  const note = ticket.getByRole('form', { name: 'Add work note' });
  await note.getByRole('textbox').fill('Loaded it again');
  await note.getByRole('button', { name: 'Add work note' }).click();
  await expect(note).toBeHidden();
  await expect(ticket.getByText(/Loaded it again/)).toBeVisible();

  await ticket.getByRole('button', { name: 'Resolve' }).click();
  const resolving = ticket.getByRole('form', { name: 'Resolve' });
  await resolving.getByRole('textbox').fill('The loader was restarted');
  await resolving.getByRole('button', { name: 'Resolve' }).click();
  await expect(resolving).toBeHidden();
  expect(await incident()).toMatchObject({
    state: '6',
    close_notes: 'The loader was restarted',
  });
});

test('shows an entity its tickets and how long they took, and me mine', async ({
  page,
}) => {
  await page.goto('/catalog/default/resource/orders');
  await expect(page.getByText('ServiceNow tickets')).toBeVisible();
  await expect(page.getByText('Incident recovery')).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'Time to restore by week' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await expect(
    page.getByRole('table', { name: 'Time to restore by week' }),
  ).toBeVisible();

  await page.goto('/home');
  await expect(page.getByText('My data-quality tickets')).toBeVisible();
});
