import { zzStore } from '../database/zz';
export const zzClient: () => unknown = () => zzStore;
