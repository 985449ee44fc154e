// Starts `jiaji lsp` for scripts; whatever is known of them is known there.
const path = require("path");
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function program() {
  const named = workspace.getConfiguration("jiaji").get("command");
  const [folder] = workspace.workspaceFolders || [];
  const here = process.platform === "win32" ? ".venv/Scripts/jiaji.exe" : ".venv/bin/jiaji";
  return named || (folder ? path.join(folder.uri.fsPath, here) : "jiaji");
}

exports.activate = () => {
  const server = { command: program(), args: ["lsp"] };
  client = new LanguageClient("jiaji", "Jiaji scripts", server, { documentSelector: [{ language: "chat" }] });
  return client.start();
};

exports.deactivate = () => client?.stop();
