import '../components/Zz/Zz'; export const h = 1;
