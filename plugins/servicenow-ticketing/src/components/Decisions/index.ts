export { DecisionButtons } from './DecisionButtons';
export { DecisionFailures } from './DecisionFailures';
export { DecisionsProvider, useDecisions } from './DecisionsProvider';
export { UndoSnackbar } from './UndoSnackbar';
