#include "CRig.h"
