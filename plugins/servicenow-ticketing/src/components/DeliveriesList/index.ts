export { DeliveriesList } from './DeliveriesList';
