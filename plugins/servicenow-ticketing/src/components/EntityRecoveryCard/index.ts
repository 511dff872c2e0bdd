export { EntityIncidentRecoveryCard } from './EntityIncidentRecoveryCard';
