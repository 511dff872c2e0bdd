export { MyTicketsContent } from './MyTicketsContent';
export { MyTicketsContent as Content } from './MyTicketsContent';
