import { zzStore } from '../database/zz';
import { a } from '../domain/zz';
export const r = [zzStore, a];
