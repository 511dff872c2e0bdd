import { zzClient } from '../servicenow/zz';
import 'servicenow-simulator';
export const zzStore = zzClient;
