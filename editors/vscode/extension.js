// Starts `kadesh lsp` for case files and the files beside them. All that is said comes from there.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("kadesh").get("path", "kadesh");
  client = new LanguageClient(
    "kadesh",
    "Kadesh",
    { command, args: ["lsp"] },
    {
      documentSelector: [
        { scheme: "file", pattern: "**/case.toml" },
        { scheme: "file", pattern: "**/*.{csv,tsv,txt,md}" },
      ],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{toml,csv,tsv,txt,md,xlsx,ods}") },
    },
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
