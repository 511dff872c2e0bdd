export { EntityServicenowTicketsCard } from './EntityServicenowTicketsCard';
