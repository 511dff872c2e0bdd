import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import { valueOf } from '../../servicenow/wire';
import { userNameOf, writersOf } from './account';
import { failed, ok, reasonOf, skipped, type Subject } from './outcomes';
import type { PreflightOptions } from './types';

const NAME = 'Write access';
/** Roles that are looked at; accounts have a few dozen at most. */
const MAX_ROLES = 500;
/** Takes every right to write away, whatever else an account may do. */
const READ_ONLY = 'snc_read_only';
const HOW_TO_KNOW =
  'The write check finds out, by creating a record and canceling it.';

/**
 * Whether the account may write, as far as its roles tell. ServiceNow has no way to ask: a change of a record that
 * does not exist is answered with 404 whoever asks, access controls are scripts, and only admins may read them. So
 * what cannot be known is said, and does not worry anybody.
 */
export async function checkWriteAccess({
  client,
  settings,
}: PreflightOptions): Promise<PreflightCheck> {
  const { table } = settings;
  const userName = userNameOf(settings);
  if (userName === undefined) {
    return skipped(
      { name: NAME, asked: 'Nothing' },
      `Whether the account may write to ${table} cannot be known without writing. ${HOW_TO_KNOW}`,
    );
  }
  const subject: Subject = {
    name: NAME,
    asked: `GET /api/now/table/sys_user_has_role for ${userName}`,
  };
  const unknown = (why: string) => skipped(subject, `${why} ${HOW_TO_KNOW}`);
  let roles: string[];
  try {
    const { records } = await client.query({
      table: 'sys_user_has_role',
      query: { where: [['user.user_name', '=', userName]] },
      fields: 'sys_id,role.name',
      limit: MAX_ROLES,
    });
    roles = records.map(record => valueOf(record, 'role.name')).filter(Boolean);
  } catch (error) {
    return unknown(
      `The roles of ${userName} cannot be seen (${reasonOf(
        error,
      )}), so that it cannot be known whether it may write to ${table}.`,
    );
  }
  if (roles.includes(READ_ONLY)) {
    return failed(subject, {
      answer: `${userName} has the role ${READ_ONLY}, which forbids all changes`,
      remedy: `Take the role ${READ_ONLY} from ${userName}.`,
    });
  }
  const writer = ['admin', ...writersOf(table)].find(role =>
    roles.includes(role),
  );
  if (writer) {
    return ok(
      subject,
      `${userName} has the role ${writer}, which usually may write to ${table}`,
    );
  }
  return unknown(
    roles.length === 0
      ? `The account sees no roles of ${userName}, so that it cannot be known whether it may write to ${table}.`
      : `Whether the roles of ${userName} (${[...new Set(roles)].join(
          ', ',
        )}) may write to ${table} cannot be known without writing.`,
  );
}
