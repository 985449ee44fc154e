// Says of each line on standard input how the grammar colours it: a JSON list of [text, scopes] a line.
const fs = require("fs");
const { createOnigScanner, createOnigString, loadWASM } = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

async function main(path) {
  await loadWASM(fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const read = parseRawGrammar(fs.readFileSync(path, "utf8"), path);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => read,
  });
  const grammar = await registry.loadGrammar(read.scopeName);
  let state = INITIAL;
  for (const line of fs.readFileSync(0, "utf8").split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    console.log(JSON.stringify(tokens.map((one) => [line.slice(one.startIndex, one.endIndex), one.scopes.slice(1)])));
  }
}

main(process.argv[2]);
