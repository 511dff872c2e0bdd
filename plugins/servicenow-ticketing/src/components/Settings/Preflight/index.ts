export { OutcomeIcon } from './OutcomeIcon';
export type { Outcome } from './OutcomeIcon';
export { PreflightPanel } from './PreflightPanel';
export { PreflightResult } from './PreflightResult';
export { WriteCheckBox } from './WriteCheckBox';
