export { ActivityTimeline } from './ActivityTimeline';
export { useActivityWords } from './useActivityWords';
