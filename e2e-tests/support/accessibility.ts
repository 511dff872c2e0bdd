import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator } from '@playwright/test';

const REFUSED = ['serious', 'critical'];
const SCOPE = 'data-checked-by-axe';

/**
 * Fails with what axe finds wrong in one part of the page, and where.
 *
 * @param part - what the plugin draws; what the host draws around it is not ours to judge
 * @param rules - only these rules of axe; all of them without
 */
export async function expectAccessible(part: Locator, rules?: string[]) {
  await part.evaluate((element, name) => element.setAttribute(name, ''), SCOPE);
  const axe = new AxeBuilder({ page: part.page() }).include(`[${SCOPE}]`);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  await part.evaluate((element, name) => element.removeAttribute(name), SCOPE);
  const found = violations
    .filter(({ impact }) => REFUSED.includes(impact ?? ''))
    .map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      where: nodes.map(
        ({ html, failureSummary }) =>
          `${html.slice(0, 300)} -- ${failureSummary}`,
      ),
    }));
  expect.soft(found).toEqual([]);
}
