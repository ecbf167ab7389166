"""The bundled data set: `commitments.yaml`, beside this file."""
