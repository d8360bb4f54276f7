// OperatorAPI
