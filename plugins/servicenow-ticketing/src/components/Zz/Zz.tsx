import { plugin } from '../../plugin';
import 'backstage-plugin-servicenow-ticketing-backend';
export function Zz() {
  function Inner() {
    return <b>{String(plugin)}</b>;
  }
  return <Inner />;
}
