export { SideDrawer } from './SideDrawer';
export { useCopy } from './useCopy';
