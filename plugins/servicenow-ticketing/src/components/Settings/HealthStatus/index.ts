export { HealthStatus } from './HealthStatus';
export { PollStatus } from './PollStatus';
