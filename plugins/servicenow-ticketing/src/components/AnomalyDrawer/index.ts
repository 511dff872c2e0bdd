export { AnomalyDrawer } from './AnomalyDrawer';
