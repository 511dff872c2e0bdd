import 'fs'; 
