import { currentTime, Instance } from './Instance';
import { Session } from './types';

const SCRIPTED = 'javascript:';

/** The default of a column; the few scripts the dictionary uses are known by name. @internal */
export function evaluateDefault(
  definition: string,
  where: { instance: Instance; session: Session },
): string {
  if (!definition.startsWith(SCRIPTED)) {
    return definition;
  }
  switch (definition.slice(SCRIPTED.length)) {
    case 'gs.nowDateTime()':
      return currentTime(where.instance);
    case 'gs.getUserID()':
      return where.session.userId;
    case 'gs.getUserName()':
      return where.session.userName;
    default:
      return '';
  }
}
