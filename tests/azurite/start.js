// Runs Azurite for as long as whoever started it holds this process's standard input open: a killed test run leaves nothing behind.
process.stdin.on('end', () => process.exit(0)).resume();
require('azurite/dist/src/azurite.js');
