import { DateTime } from 'luxon';
import { property } from '../engine/Instance';
import type { Instance } from '../engine/Instance';
import type { Session } from '../engine/types';

const STORED = 'yyyy-MM-dd HH:mm:ss';
const CALL = /^(?:gs|GlideSystem)\.(\w+)\(([^()]*)\)$/;
const PERIOD = /^(beginning|end)Of(This|Last|Next)(Week|Month|Quarter|Year)$/;
const DAY = /^(beginning|end)Of(Yesterday|Today|Tomorrow)$/;
const LAST_DAYS = /^(beginning|end)OfLast(\d+)(Days|Months|Minutes|Hours)$/;
const AGO = /^(minutes|hours|days|weeks|months|quarters|years)Ago(Start|End)?$/;

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Who asks, and where: the zone decides when today begins. @internal */
export interface ScriptContext {
  instance: Instance;
  session: Session;
}

function edge(moment: DateTime, unit: Unit, which: string): DateTime {
  return which.toLowerCase() === 'end'
    ? moment.endOf(unit)
    : moment.startOf(unit);
}

function dateFunction(
  name: string,
  args: string[],
  now: DateTime,
): DateTime | undefined {
  const day = DAY.exec(name);
  if (day) {
    const days = { Yesterday: -1, Today: 0, Tomorrow: 1 }[day[2]] ?? 0;
    return edge(now.plus({ days }), 'day', day[1]);
  }
  const period = PERIOD.exec(name);
  if (period) {
    const unit = period[3].toLowerCase() as Unit;
    const steps = { Last: -1, This: 0, Next: 1 }[period[2]] ?? 0;
    return edge(now.plus({ [unit]: steps }), unit, period[1]);
  }
  const last = LAST_DAYS.exec(name);
  if (last) {
    const unit = last[3].toLowerCase().slice(0, -1) as Unit;
    return last[1] === 'end'
      ? now.endOf(unit)
      : now.minus({ [unit]: Number(last[2]) }).startOf(unit);
  }
  const ago = AGO.exec(name);
  if (ago) {
    const unit = ago[1].slice(0, -1) as Unit;
    const moment = now.minus({ [unit]: Number(args[0] ?? 0) });
    return ago[2] ? edge(moment, unit, ago[2]) : moment;
  }
  switch (name) {
    case 'now':
    case 'nowDateTime':
    case 'nowNoTZ':
      return now;
    case 'dateGenerate':
    case 'dateGenerateUTC': {
      const time = { start: '00:00:00', end: '23:59:59' }[args[1]] ?? args[1];
      const zone = name === 'dateGenerateUTC' ? 'UTC' : now.zone;
      const moment = DateTime.fromFormat(
        `${args[0]} ${time ?? '00:00:00'}`,
        STORED,
        { zone },
      );
      return moment.isValid ? moment : undefined;
    }
    default:
      return undefined;
  }
}

function splitArguments(text: string): string[] {
  return text
    .split(',')
    .map(argument => argument.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter(argument => argument !== '');
}

function groupsOf({ instance, session }: ScriptContext): string {
  return instance.store
    .find('sys_user_grmember', 'user', session.userId)
    .map(member => member.group)
    .join(',');
}

/** The value of `gs.…()`; undefined when the simulator does not know the function. @internal */
export function evaluateScript(
  code: string,
  context: ScriptContext,
): string | undefined {
  const { instance, session } = context;
  const text = code
    .trim()
    .replace(/;$/, '')
    .replace(/^gs\.getUser\(\)\.getID\(\)$/, 'gs.getUserID()')
    .replace(/^gs\.getUser\(\)\.getMyGroups\(\)$/, 'getMyGroups()');
  if (text === 'getMyGroups()' || text === 'gs.getMyGroups()') {
    return groupsOf(context);
  }
  const call = CALL.exec(text);
  if (!call) {
    return /^-?\d+$|^(['"]).*\1$/.test(text)
      ? text.replace(/^(['"])(.*)\1$/, '$2')
      : undefined;
  }
  const [, name, argumentText] = call;
  const args = splitArguments(argumentText);
  const now = DateTime.fromMillis(instance.clock.now(), {
    zone: session.timeZone,
  });
  const moment = dateFunction(name, args, now);
  if (moment) {
    return moment.toUTC().toFormat(STORED);
  }
  switch (name) {
    case 'getUserID':
    case 'user_id':
      return session.userId;
    case 'getUserName':
    case 'userName':
      return session.userName;
    case 'getUserDisplayName':
      return session.displayName;
    case 'getProperty':
      return property(instance, args[0]) ?? args[1] ?? '';
    case 'datePart':
      return args.join(',');
    default:
      return undefined;
  }
}

const SCRIPT = 'javascript:';

/** A value of a query with its script, if it is one, replaced by what the script says. @internal */
export function resolveValue(value: string, context: ScriptContext): string {
  if (!value.startsWith(SCRIPT)) {
    return value;
  }
  return evaluateScript(value.slice(SCRIPT.length), context) ?? '';
}
