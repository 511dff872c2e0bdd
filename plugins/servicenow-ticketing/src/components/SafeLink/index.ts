export { SafeLink, webAddress } from './SafeLink';
