/** A stand-in for an engine that cannot start. */
console.error('Error: a library is missing (said by a test)');
process.exit(1);
